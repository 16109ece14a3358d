/** Amazon Bedrock's Converse protocol: its requests, its binary event stream, its usage and its errors. */
@NullMarked
package dev.pontage.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
